# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Everything that writes in the committee room: permission, check, do, record."""
