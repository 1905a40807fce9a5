# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The foreign room: measures of another programme, mirrored; ours, for it to mirror."""
