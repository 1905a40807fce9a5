# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Forms of the steering room."""

from leitstand.steering.forms.answer import AnswerForms

__all__ = ["AnswerForms"]
