# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages of docs/reference, written from the code by ``python -m tests.house.reference``."""
