package org.attune.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A logistic regression with standard errors that allow for rows of one prompt being alike (Liang
 * and Zeger 1986).
 *
 * @param beta the coefficients
 * @param covariance of the coefficients
 * @param clusters number of distinct prompts
 */
record LogisticFit(RealVector beta, RealMatrix covariance, int clusters) {
  private static final int STEPS = 100;

  /** Half a win and half a loss of this weight, so that a system that always wins stays finite. */
  private static final double PRIOR = 1;

  /**
   * Fits P(y = 1) = σ(x·β) by Newton's method.
   *
   * @param rows x // (row, coefficient)
   * @param outcomes y, between 0 and 1
   * @param prompts the prompt of each row
   * @param prior rows of x that get one tie in addition
   */
  static LogisticFit of(
      double[][] rows, double[] outcomes, List<String> prompts, double[][] prior) {
    int size = prior[0].length;
    RealVector beta = new ArrayRealVector(size);
    RealMatrix hessian = MatrixUtils.createRealMatrix(size, size);
    for (int step = 0; step < STEPS; step++) {
      hessian = MatrixUtils.createRealMatrix(size, size);
      RealVector gradient = new ArrayRealVector(size);
      for (int i = 0; i < rows.length; i++) {
        add(hessian, gradient, rows[i], outcomes[i], 1, beta);
      }
      for (double[] row : prior) {
        add(hessian, gradient, row, 0.5, PRIOR, beta);
      }
      RealVector move = new LUDecomposition(hessian).getSolver().solve(gradient);
      beta = beta.add(move);
      if (move.getLInfNorm() < 1e-10) {
        break;
      }
    }
    double[][] scores = scores(rows, outcomes, prompts, beta);
    RealMatrix meat = squares(scores).add(squares(ties(prior, beta)));
    return new LogisticFit(beta, covariance(hessian, meat, scores.length), scores.length);
  }

  /**
   * The robust covariance of the coefficients, from the scores of the prompts and of the prior: of
   * a system that always wins, the prompts alone would say that nothing is uncertain.
   */
  private static RealMatrix covariance(RealMatrix hessian, RealMatrix meat, int clusters) {
    int size = hessian.getRowDimension();
    RealMatrix bread = new LUDecomposition(hessian).getSolver().getInverse();
    double correction = clusters > size ? clusters / (double) (clusters - size) : Double.NaN;
    return bread.multiply(meat).multiply(bread).scalarMultiply(correction);
  }

  private static RealMatrix squares(double[][] scores) {
    int size = scores[0].length;
    RealMatrix sum = MatrixUtils.createRealMatrix(size, size);
    for (double[] score : scores) {
      RealVector vector = new ArrayRealVector(score);
      sum = sum.add(vector.outerProduct(vector));
    }
    return sum;
  }

  /** Returns the gradient of each tie of the prior // (tie, coefficient). */
  private static double[][] ties(double[][] prior, RealVector beta) {
    return Arrays.stream(prior)
        .map(row -> new ArrayRealVector(row).mapMultiply(PRIOR * (0.5 - sigmoid(dot(row, beta)))))
        .map(RealVector::toArray)
        .toArray(double[][]::new);
  }

  private static void add(
      RealMatrix hessian,
      RealVector gradient,
      double[] row,
      double outcome,
      double weight,
      RealVector beta) {
    double p = sigmoid(dot(row, beta));
    double curvature = weight * Math.max(p * (1 - p), 1e-9);
    for (int a = 0; a < row.length; a++) {
      gradient.addToEntry(a, weight * (outcome - p) * row[a]);
      for (int b = 0; b < row.length; b++) {
        hessian.addToEntry(a, b, curvature * row[a] * row[b]);
      }
    }
  }

  /** Returns the gradient of each prompt's rows // (prompt, coefficient). */
  private static double[][] scores(
      double[][] rows, double[] outcomes, List<String> prompts, RealVector beta) {
    List<String> distinct = prompts.stream().distinct().toList();
    Map<String, Integer> index = new HashMap<>();
    distinct.forEach(prompt -> index.put(prompt, index.size()));
    double[][] scores = new double[distinct.size()][beta.getDimension()];
    for (int i = 0; i < rows.length; i++) {
      double rest = outcomes[i] - sigmoid(dot(rows[i], beta));
      double[] score = scores[index.get(prompts.get(i))];
      for (int a = 0; a < score.length; a++) {
        score[a] += rest * rows[i][a];
      }
    }
    return scores;
  }

  private static double dot(double[] row, RealVector beta) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * beta.getEntry(i);
    }
    return sum;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Returns the estimate of a linear combination of the coefficients. */
  Estimate of(double[] weights) {
    RealVector vector = new ArrayRealVector(weights);
    double variance = vector.dotProduct(covariance.operate(vector));
    Student student = Student.of(clusters - (double) weights.length);
    double error = Math.sqrt(Math.max(0, variance));
    return new Estimate(dot(weights, beta), error, student, false, clusters, 1);
  }

  /** Returns the two-sided p-value of a linear combination being zero. */
  double pValue(double[] weights) {
    Estimate estimate = of(weights);
    if (Arrays.stream(weights).allMatch(w -> w == 0) || !(estimate.error() > 0)) {
      return 1;
    }
    return estimate.student().pValue(estimate.value() / estimate.error());
  }
}
