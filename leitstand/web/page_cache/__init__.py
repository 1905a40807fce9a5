# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Finished pages, kept for the next reader who asks for the same; see decision 0014."""
