# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Plans: tree, goals, measures and roles; import, check, verification, export and pages."""
