# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reporting rounds: who owes which answer, what was answered, and what it adds up to."""
