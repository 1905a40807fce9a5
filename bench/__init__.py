# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What must be fast, measured: CPU time, statements, and a contestant on the same data."""
