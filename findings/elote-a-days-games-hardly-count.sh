#!/bin/sh
# elote: with whole-history rating a model that won 30 of 40 games on one day is given 54 % against the other; Bradley-Terry gives 75 %.
#
# Version: elote 1.5.1, whole-history-rating 3.7.1, Python 3.11.
# Seen: WholeHistoryRatingCompetitor gives 0.50, 0.54, 0.66 and 0.74 after 4, 40, 400 and 4,000 games of which three in four were won. Bradley-Terry of the
#   same package gives 0.75 each time, and the package whole-history-rating 0.75 after 40. The default of w2, how far a rating moves per day, is also how far
#   a new model may be from 1500: its standard deviation is 17 points.
# Expected: near 0.75; Coulom's paper, which is named as the source, begins with one game won and one lost, which 40 games outweigh.
# Why it matters: models are mostly compared on one day; they all come out alike.
. "$(dirname "$0")/lib/setup.sh"
pypi elote==1.5.1 whole-history-rating==3.7.1 numpy==2.4.6
python_code <<'PY'
from datetime import datetime
from elote.competitors.bradley_terry import BradleyTerryCompetitor
from elote.competitors.whr import WholeHistoryRatingCompetitor
from whr import whole_history_rating


def chance(system, games, **settings):
    first, second = system(), system()
    for i in range(games):
        (first.beat if i % 4 else first.lost_to)(second, **settings)
    return first.expected_score(second)


for games in (4, 40, 400, 4000):
    whole = chance(WholeHistoryRatingCompetitor, games, match_time=datetime(2026, 1, 1))
    print(f"{games} games: whole history {whole:.2f}, Bradley-Terry {chance(BradleyTerryCompetitor, games):.2f}")
ranking = whole_history_rating.WHR()
for i in range(40):
    ranking.create_game("a", "b", "B" if i % 4 else "W", 1, 0)
ranking.iterate(50)
print(f"whole-history-rating, 40 games: {ranking.probability_future_match('a', 'b', 0)[0]:.2f}")
PY
expect <<'SEEN'
4 games: whole history 0.50, Bradley-Terry 0.74
40 games: whole history 0.54, Bradley-Terry 0.75
400 games: whole history 0.66, Bradley-Terry 0.75
4000 games: whole history 0.74, Bradley-Terry 0.75
whole-history-rating, 40 games: 0.75
SEEN
