#!/bin/sh
# trueskill (npm): for a model that won 300 of 400 games ChanceOfWinning gives 94 %, and 99 % after a single win.
#
# Version: trueskill 0.0.2, Node.js 20.
# Seen: the deviations of the two skills (sigma) are added up as if they were variances, and how much a single game varies (beta) is left out. So the
#   chance depends on the unit: the deviation of 2.24 after 400 games counts as 1.50.
# Expected: ts-trueskill's winProbability, from the same two ratings, gives 0.77 after one win and 0.69 after the 400 games.
# Why it matters: a strength that is put on a leaderboard as a chance of winning against the next model is far above what the games say.
. "$(dirname "$0")/lib/setup.sh"
node_packages trueskill@0.0.2 ts-trueskill@5.1.0
node_code <<'JS'
const { AdjustPlayers, ChanceOfWinning } = require("trueskill");
const { Rating, winProbability } = require("ts-trueskill");
const a = { skill: [25, 25 / 3] };
const b = { skill: [25, 25 / 3] };
const rating = (player) => new Rating(player.skill[0], player.skill[1]);
for (let game = 1; game <= 400; game++) {
  const won = game % 4 !== 0;
  [a.rank, b.rank] = won ? [1, 2] : [2, 1];
  AdjustPlayers([a, b]);
  if (game === 1 || game === 40 || game === 400) {
    const chance = ChanceOfWinning(a.skill, b.skill).toFixed(2);
    console.log(`${Math.ceil(game * 0.75)} of ${game} won: trueskill ${chance}, ts-trueskill ${winProbability([rating(a)], [rating(b)]).toFixed(2)}`);
  }
}
JS
expect <<'SEEN'
1 of 1 won: trueskill 0.99, ts-trueskill 0.77
30 of 40 won: trueskill 0.94, ts-trueskill 0.69
300 of 400 won: trueskill 0.94, ts-trueskill 0.69
SEEN
