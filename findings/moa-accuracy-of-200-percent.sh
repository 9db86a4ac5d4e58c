#!/bin/sh
# MOA: the accuracy of a model that is right on four answers of weight 2 is 200 %, and that of a coin on answers of weight 2 is 100 %.
#
# Version: nz.ac.waikato.cms.moa:moa 2024.07.0.
# Seen: BasicClassificationPerformanceEvaluator, the default, adds up weights and divides by the number of answers. Kappa has no meaning then: with weight 2
#   the coin has 1 and the perfect model 0; precision and recall are 2.
# Expected: 100 %, 50 % and a kappa of 0: what is seen if every weight is 1.
# Why it matters: weights are how answers are counted that stand for several; a report with them shows too large or too small numbers, without a word.
. "$(dirname "$0")/lib/setup.sh"
maven nz.ac.waikato.cms.moa:moa:2024.07.0 org.slf4j:slf4j-nop:2.0.17
cat > "$work/Weights.java" <<'JAVA'
import com.yahoo.labs.samoa.instances.*;
import java.util.*;
import moa.core.InstanceExample;
import moa.evaluation.BasicClassificationPerformanceEvaluator;

public class Weights {
  static void show(String name, double weight, int[] truth, int[] verdicts) {
    var header = new InstancesHeader(new Instances("answers", new ArrayList<>(List.of(new Attribute("length"), new Attribute("class", List.of("bad", "good")))), 0));
    header.setClassIndex(1);
    var evaluator = new BasicClassificationPerformanceEvaluator();
    for (int i = 0; i < truth.length; i++) {
      var instance = new DenseInstance(weight, new double[] {i, truth[i]});
      instance.setDataset(header);
      evaluator.addResult(new InstanceExample(instance), verdicts[i] == 1 ? new double[] {0, 1} : new double[] {1, 0});
    }
    System.out.printf(Locale.ROOT, "%s: accuracy %.0f %%, kappa %.2f, precision %.2f, recall %.2f%n", name, 100 * evaluator.getFractionCorrectlyClassified(),
        evaluator.getKappaStatistic(), evaluator.getPrecisionStatistic(), evaluator.getRecallStatistic());
  }

  public static void main(String[] args) {
    int[] truth = {1, 1, 0, 0}, coin = {1, 0, 1, 0};
    for (double weight : new double[] {1, 2, 0.5}) {
      show("always right, weight " + weight, weight, truth, truth);
      show("a coin, weight " + weight, weight, truth, coin);
    }
  }
}
JAVA
java_file Weights
expect <<'SEEN'
always right, weight 1.0: accuracy 100 %, kappa 1.00, precision 1.00, recall 1.00
a coin, weight 1.0: accuracy 50 %, kappa 0.00, precision 0.50, recall 0.50
always right, weight 2.0: accuracy 200 %, kappa -0.00, precision 2.00, recall 2.00
a coin, weight 2.0: accuracy 100 %, kappa 1.00, precision 1.00, recall 1.00
always right, weight 0.5: accuracy 50 %, kappa 0.43, precision 0.50, recall 0.50
a coin, weight 0.5: accuracy 25 %, kappa 0.14, precision 0.25, recall 0.25
SEEN
