# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The reports room: what a frozen round says, as a report that can be built again byte for byte."""
