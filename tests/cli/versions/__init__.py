# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a small app: what an older and a newer Leitstand would be to each other."""
