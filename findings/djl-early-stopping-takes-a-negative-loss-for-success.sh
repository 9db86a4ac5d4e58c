#!/bin/sh
# DJL: EarlyStoppingListener ends every training whose loss is negative after its first epoch, as a success.
#
# Version: ai.djl.pytorch:pytorch-engine 0.35.1, pytorch-native-cpu 2.7.1, linux-x86_64.
# Seen: a loss below 0 is below the listener's "objectiveSuccess", which is 0 and cannot be set. With positive losses the listener compares with the epoch
#   before, not with the best one, so 1.0, 2.0, 1.9, 2.9, 2.8 goes on with a patience of 2. Without a validation set it never stops.
# Expected: training goes on; negative losses are usual: policy gradients, log-likelihoods of densities, rewards with a minus sign.
# Why it matters: the run ends after one epoch, and the message says that the loss has reached its goal.
. "$(dirname "$0")/lib/setup.sh"
djl
cat > "$work/Early.java" <<'JAVA'
import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.*;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.*;
import ai.djl.training.dataset.*;
import ai.djl.training.listener.*;
import ai.djl.training.loss.Loss;
import java.util.*;

public class Early {
  /** Epoch by epoch the given losses, whatever is predicted. */
  static class Given extends Loss {
    final float[] losses;
    int epoch;

    Given(float... losses) {
      super("given");
      this.losses = losses;
    }

    public NDArray evaluate(NDList labels, NDList predictions) {
      return predictions.head().sum().mul(1e-9f).add(losses[epoch]);
    }
  }

  static void show(String name, boolean validated, float... losses) throws Exception {
    var loss = new Given(losses);
    try (Model model = Model.newInstance("model")) {
      model.setBlock(Linear.builder().setUnits(1).build());
      var listener = EarlyStoppingListener.builder().optEpochPatience(2).build();
      var count = new TrainingListenerAdapter() {
        @Override
        public void onEpoch(Trainer trainer) {
          loss.epoch++;
        }
      };
      var config = new DefaultTrainingConfig(loss).addTrainingListeners(new EpochTrainingListener(), new EvaluatorTrainingListener(), listener, count);
      try (Trainer trainer = model.newTrainer(config); NDManager manager = NDManager.newBaseManager()) {
        trainer.setMetrics(new Metrics());
        trainer.initialize(new Shape(1, 1));
        var data = new ArrayDataset.Builder().setData(manager.ones(new Shape(1, 1))).optLabels(manager.ones(new Shape(1, 1))).setSampling(1, false).build();
        EasyTrain.fit(trainer, losses.length, data, validated ? data : null);
        System.out.println(name + ": all " + losses.length + " epochs");
      } catch (EarlyStoppingListener.EarlyStoppedException stopped) {
        System.out.println(name + ": stopped after epoch " + stopped.getStopEpoch() + ", " + stopped.getMessage());
      }
    }
  }

  public static void main(String[] args) throws Exception {
    show("1.0, 2.0, 1.9, 2.9, 2.8", true, 1.0f, 2.0f, 1.9f, 2.9f, 2.8f);
    show("1.0, 2.0, 2.1, 2.2, 2.3", true, 1.0f, 2.0f, 2.1f, 2.2f, 2.3f);
    show("1.0, 2.0, 2.1, 2.2, 2.3, without a validation set", false, 1.0f, 2.0f, 2.1f, 2.2f, 2.3f);
    show("-1.0, -1.5, -2.0, -2.5, -3.0", true, -1.0f, -1.5f, -2.0f, -2.5f, -3.0f);
  }
}
JAVA
java_file Early
expect <<'SEEN'
1.0, 2.0, 1.9, 2.9, 2.8: all 5 epochs
1.0, 2.0, 2.1, 2.2, 2.3: stopped after epoch 3, failed to achieve 0.0% improvement 2 times in a row
1.0, 2.0, 2.1, 2.2, 2.3, without a validation set: all 5 epochs
-1.0, -1.5, -2.0, -2.5, -3.0: stopped after epoch 1, validation loss -1.0 < objectiveSuccess 0.0
SEEN
