# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The committee room: bodies, meetings, decisions, and the orders that follow from them."""
