#!/bin/sh
# JSkills: a model that lost 20 games of 20 is the better one, if the same array of ranks, {2, 1}, is used for all of them.
#
# Version: de.gesundkrank.jskills:jskills 1.1.
# Seen: calculateNewRatings sorts the array that it is given, so {2, 1} is {1, 2} from the second call on. A constant LOSS counts as a loss once, and as
#   a win nineteen times. With a new array for each game the ratings are right. TrueSkill and Elo are alike in this.
# Expected: an array of the caller that stays as it is.
# Why it matters: outcomes are natural constants of a program, and the ranking that comes out is upside down, without an exception.
. "$(dirname "$0")/lib/setup.sh"
maven de.gesundkrank.jskills:jskills:1.1
cat > "$work/Losses.java" <<'JAVA'
import de.gesundkrank.jskills.*;
import de.gesundkrank.jskills.elo.*;
import de.gesundkrank.jskills.trueskill.*;
import java.util.*;

public class Losses {
  static void play(SkillCalculator calculator, GameInfo info, Rating start, boolean fresh) {
    IPlayer first = new Player<>("first"), second = new Player<>("second");
    Map<IPlayer, Rating> ratings = Map.of(first, start, second, start);
    int[] loss = {2, 1};
    for (int game = 0; game < 20; game++) {
      List<ITeam> teams = List.of(new Team(first, ratings.get(first)), new Team(second, ratings.get(second)));
      ratings = calculator.calculateNewRatings(info, teams, fresh ? new int[] {2, 1} : loss);
    }
    System.out.printf(Locale.ROOT, "%s, %s: first %.0f, second %.0f, the array is %s%n", calculator.getClass().getSimpleName(),
        fresh ? "a new array each time" : "one array", ratings.get(first).getMean(), ratings.get(second).getMean(), Arrays.toString(loss));
  }

  public static void main(String[] args) {
    GameInfo skill = GameInfo.getDefaultGameInfo(), elo = new GameInfo(1200, 400, 200, 0, 0);
    for (boolean fresh : new boolean[] {true, false}) {
      play(new TwoPlayerTrueSkillCalculator(), skill, skill.getDefaultRating(), fresh);
      play(new FactorGraphTrueSkillCalculator(), skill, skill.getDefaultRating(), fresh);
      play(new GaussianEloCalculator(), elo, new EloRating(1200), fresh);
    }
  }
}
JAVA
java_file Losses
expect <<'SEEN'
TwoPlayerTrueSkillCalculator, a new array each time: first 14, second 36, the array is [2, 1]
FactorGraphTrueSkillCalculator, a new array each time: first 14, second 36, the array is [2, 1]
GaussianEloCalculator, a new array each time: first 1059, second 1341, the array is [2, 1]
TwoPlayerTrueSkillCalculator, one array: first 34, second 16, the array is [1, 2]
FactorGraphTrueSkillCalculator, one array: first 34, second 16, the array is [1, 2]
GaussianEloCalculator, one array: first 1333, second 1067, the array is [1, 2]
SEEN
