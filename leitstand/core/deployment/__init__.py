# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whether an installation is fit to be public: what is unsafe, and what to do about it.

``facts`` looks at the machine, ``rules`` judges what was found and knows neither files nor
settings, ``checks`` puts both into Django's ``check --deploy``.
"""
