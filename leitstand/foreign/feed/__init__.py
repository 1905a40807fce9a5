# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The format in which installations tell each other how measures stand."""

from leitstand.foreign.feed.model import (
    FORMAT,
    FeedMeasure,
    FeedPlan,
    FeedText,
    FeedWord,
    MeasuresFeed,
    folded,
)

__all__ = ["FORMAT", "FeedMeasure", "FeedPlan", "FeedText", "FeedWord", "MeasuresFeed", "folded"]
