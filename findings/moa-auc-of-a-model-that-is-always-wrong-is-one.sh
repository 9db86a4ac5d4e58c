#!/bin/sh
# MOA: the AUC of a model that calls every good answer bad is 1, as long as no bad answer has come; its accuracy is 0.
#
# Version: nz.ac.waikato.cms.moa:moa 2024.07.0.
# Seen: BasicAUCImbalancedPerformanceEvaluator gives 1, the best value, if it has seen one class only. With the first bad answer the AUC falls to 0.
# Expected: no number: the AUC is not defined for one class.
# Why it matters: curves of the AUC over a stream begin with a perfect model, and runs over a topic without bad answers report one.
. "$(dirname "$0")/lib/setup.sh"
maven nz.ac.waikato.cms.moa:moa:2024.07.0 org.slf4j:slf4j-nop:2.0.17
cat > "$work/OneClass.java" <<'JAVA'
import com.yahoo.labs.samoa.instances.*;
import java.util.*;
import moa.core.InstanceExample;
import moa.evaluation.BasicAUCImbalancedPerformanceEvaluator;

public class OneClass {
  public static void main(String[] args) {
    var header = new InstancesHeader(new Instances("answers", new ArrayList<>(List.of(new Attribute("length"), new Attribute("class", List.of("bad", "good")))), 0));
    header.setClassIndex(1);
    var evaluator = new BasicAUCImbalancedPerformanceEvaluator();
    evaluator.calculateAUC.set();
    for (int truth : new int[] {1, 1, 1, 0}) {
      var instance = new DenseInstance(1, new double[] {0, truth});
      instance.setDataset(header);
      evaluator.addResult(new InstanceExample(instance), truth == 1 ? new double[] {0.9, 0.1} : new double[] {0.2, 0.8});
      System.out.printf(Locale.ROOT, "after %s answer: AUC %.2f, accuracy %.2f%n", truth == 1 ? "a good" : "a bad", evaluator.getAucEstimator().getAUC(),
          evaluator.getAucEstimator().getAccuracy());
    }
  }
}
JAVA
java_file OneClass
expect <<'SEEN'
after a good answer: AUC 1.00, accuracy 0.00
after a good answer: AUC 1.00, accuracy 0.00
after a good answer: AUC 1.00, accuracy 0.00
after a bad answer: AUC 0.00, accuracy 0.00
SEEN
