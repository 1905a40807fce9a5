# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Accounts: who somebody is, which roles they hold, how long a sign-in lasts."""
