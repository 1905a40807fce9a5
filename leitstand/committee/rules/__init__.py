# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Pure rules: the life of a meeting, spans of seats, contradictions, deadlines."""
