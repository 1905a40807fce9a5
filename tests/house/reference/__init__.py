# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The reference pages of docs/reference, written from the code: ``python -m tests.house.reference``."""
