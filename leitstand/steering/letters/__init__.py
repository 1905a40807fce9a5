# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Letters of a round: to whom one is due, what it says, how it goes out, what came back.

``due`` decides, ``writing`` makes the words, ``message`` the mail, ``bounces`` reads what mail
servers send back. None of them touches the database: ``selectors.letters`` reads, and
``services.letters`` and ``services.sending`` write.
"""
