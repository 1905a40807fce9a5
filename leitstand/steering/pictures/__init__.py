# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the steering room, as values that a template draws."""

from leitstand.steering.pictures.lanes import TimePicture, time_picture
from leitstand.steering.pictures.slips import SlipPicture, slip_picture

__all__ = ["SlipPicture", "TimePicture", "slip_picture", "time_picture"]
