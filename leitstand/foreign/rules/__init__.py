# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What foreign states mean here, and what is said about them: pure functions on values."""
