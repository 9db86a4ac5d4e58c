package org.attune.papers;

import java.util.List;
import java.util.stream.Stream;
import org.attune.papers.PaperFigure.Source;

/**
 * The figures and tables of the four papers: what each shows, the paper's numbers, and which claim
 * measures ours. Our rows bear our names; where a name is ours only, the paper has no such row.
 */
final class PaperFigures {
  private static final String CURVE = "Win rate against the start, over KL to the start.";

  private PaperFigures() {}

  static List<PaperFigure> all() {
    return Stream.of(offline(), rrhf(), gap(), moreOfGap(), thesis())
        .flatMap(List::stream)
        .toList();
  }

  /** Hu et al. 2023, arXiv 2308.12050. */
  private static List<PaperFigure> offline() {
    return List.of(
        PaperFigure.of(
                "OFFLINE Table 1", "O3", Source.FIGURE, "One CA policy, asked for three scores.")
            .paper("One prompt, asked for 5.0, 0.0 and −5.0: helpful, a question back, off topic."),
        judgedScores(),
        PaperFigure.of("OFFLINE Table 3", "O2", Source.MEASURES, "What each method costs.")
            .theirs("A100 hours", "FA", 27.5, "RWR", 64, "CA", 65, "PPO", 730)
            .lacks("Ours are processor seconds of one training: compare the ratios."),
        PaperFigure.of(
                "OFFLINE Fig. 3", "O4", Source.FIGURE, "Raw and normalised rewards of responses.")
            .paper("Raw scores are wide and off-centre; normalised ones lie mostly within ±2.5."),
        PaperFigure.of(
                "OFFLINE Fig. 4", "O1", Source.FIGURE, "Rank score, 6 − rank, by two judges.")
            .paper("By people and by GPT-4: CA ≈ PPO > FA > SFT > RWR.")
            .lacks("Our second judge is a reward model; the ledger asks no people."),
        PaperFigure.missing(
            "OFFLINE Fig. 1 and 2",
            "The PPO system, and the workflow.",
            "They are diagrams of a system and hold no measurement."),
        PaperFigure.missing(
            "OFFLINE Fig. 5", "", "The paper at hand (arXiv 2308.12050) ends with Fig. 4."));
  }

  private static PaperFigure judgedScores() {
    return PaperFigure.of(
            "OFFLINE Table 2", "O1", Source.FIGURE, "Mean score of each method by the judge.")
        .theirs("GPT-4, vicuna", "SFT", 6.62, "FA", 6.33, "RWR", 5.93, "CA", 7.65, "PPO", 7.42)
        .theirs("GPT-4, MT", "SFT", 6.29, "FA", 5.78, "RWR", 5.31, "CA", 6.47, "PPO", 6.62)
        .theirs("GPT-4, mean", "SFT", 6.45, "FA", 6.05, "RWR", 5.62, "CA", 7.06, "PPO", 7.02)
        .lacks("GPT-4 scores from 1 to 10, our judge on its own scale: compare the order.");
  }

  /** Yuan et al. 2023, arXiv 2304.05302. */
  private static List<PaperFigure> rrhf() {
    return List.of(
        PaperFigure.of(
                "RRHF Table 1", "", Source.SETTINGS, "Where the responses to a prompt come from.")
            .paper("Four samples of the start, and two provided responses."),
        rewardAndPerplexity(),
        PaperFigure.of("RRHF Table 4", "R1", Source.FIGURE, "Answers of the methods to one prompt.")
            .paper("Cases in which RRHF's answers are more detailed."),
        PaperFigure.of("RRHF Table 5", "R6", Source.MEASURES, "A policy as a reward model.")
            .theirs("accuracy", "reward model", 0.6849, "start", 0.4513)
            .theirs("accuracy", "PPO", 0.4603, "RRHF DP", 0.6175),
        PaperFigure.of(
            "RRHF Table 8", "", Source.SETTINGS, "How many responses each method samples."),
        singleTrait(),
        PaperFigure.of("RRHF Fig. 3", "R7", Source.FIGURE, "Loss and reward while RRHF trains.")
            .paper("The loss falls and the reward rises until the third epoch."),
        PaperFigure.missing(
            "RRHF Table 3 and 9",
            "People, and ChatGPT on Vicuna's questions.",
            "People are asked with 'attune people', models with 'attune judge'; the ledger asks"
                + " neither."));
  }

  private static PaperFigure rewardAndPerplexity() {
    String other = "other responses";
    return PaperFigure.of("RRHF Table 2", "R1", Source.FIGURE, "Reward and perplexity of answers.")
        .theirs("reward", "preferred responses", -1.24, other, -1.48)
        .theirs("reward", "start", -1.18, "start, best of 4", -0.97)
        .theirs("reward", "PPO", -1.03, "RRHF DP", -1.03, "RRHF SP", -0.96)
        .theirs("perplexity", "preferred responses", 21.46, other, 121.29, "start", 14.34)
        .theirs("perplexity", "PPO", 13.84, "RRHF DP", 14.75, "RRHF SP", 14.41)
        .lacks("The paper's rows are those of Alpaca; the reward models have other scales.");
  }

  private static PaperFigure singleTrait() {
    String reward = "IMDB reward";
    String perplexity = "IMDB perplexity";
    return PaperFigure.of("RRHF Table 10", "R8", Source.FIGURE, "A reward for one trait of a text.")
        .theirs(reward, "start", 0.539, "PPO", 0.796, "NLPO", 0.777)
        .theirs(reward, "RRHF-BP", 0.861, "RRHF-OP", 0.990)
        .theirs(perplexity, "start", 35.472, "PPO", 42.916, "NLPO", 41.035)
        .theirs(perplexity, "RRHF-BP", 32.083, "RRHF-OP", 32.081)
        .lacks("Tone stands for sentiment; the runs with a KL penalty are not repeated.");
  }

  /** Tang et al. 2024, arXiv 2405.08448. */
  private static List<PaperFigure> gap() {
    return List.of(
        PaperFigure.of("GAP Fig. 1", "G1", Source.FIGURE, CURVE)
            .paper("Online lies above offline at every KL; both rise, then fall."),
        PaperFigure.missing(
            "GAP Fig. 2", "The workflow.", "It is a diagram and holds no measurement."),
        PaperFigure.of("GAP Fig. 3", "G2", Source.FIGURE, "In which order the stream is replayed.")
            .paper("A diagram of the same; ours is the order that the replays really read."),
        PaperFigure.of("GAP Fig. 4", "G2", Source.FIGURE, CURVE)
            .paper("Offline on the shuffled online stream is hardly better than offline."),
        PaperFigure.of("GAP Fig. 5", "G3", Source.FIGURE, CURVE)
            .paper("Offline pairs of a strong policy against itself stay at low win rates."),
        PaperFigure.of("GAP Fig. 6", "G4", Source.FIGURE, "Accuracy on what the policy samples.")
            .paper("The preference model classifies best, and worse as training goes on."));
  }

  /** The same, from Fig. 7 on. */
  private static List<PaperFigure> moreOfGap() {
    return List.of(
        PaperFigure.of("GAP Fig. 7", "G5", Source.FIGURE, "Win rate against accuracy.")
            .paper("Hardly any relation."),
        PaperFigure.of("GAP Fig. 8", "G6", Source.FIGURE, "Accuracy and likelihood in training.")
            .paper("Offline accuracy rises to 60–70 %; likelihoods of winners fall."),
        PaperFigure.of("GAP Fig. 9", "G7", Source.FIGURE, CURVE)
            .paper("Online Best-of-2 lies above offline Best-of-2."),
        PaperFigure.of("GAP Fig. 10", "G8", Source.FIGURE, CURVE)
            .paper("The gap stays from T5X-L to T5X-XXL."),
        PaperFigure.of("GAP Fig. 11", "G8", Source.FIGURE, "Best win rate, as a part of online's.")
            .paper("Bars of online, offline and tandem by size.")
            .lacks("Two sizes, without the tandem runs."),
        PaperFigure.of("GAP Fig. 12", "G3", Source.FIGURE, CURVE)
            .paper("Pairs with one side from the start help more than pairs of a strong policy.")
            .lacks("The paper's 800-against-4k pairs are not trained."));
  }

  /** Santos, thesis proposal. */
  private static List<PaperFigure> thesis() {
    return List.of(
        PaperFigure.of("Thesis, PL-DPO", "T1", Source.MEASURES, "DPO, PRO, and their union.")
            .paper("A proposal, without numbers."),
        PaperFigure.of("Thesis, RSO", "T2", Source.MEASURES, "DPO, SLiC and RSO.")
            .paper("A survey, without numbers of its own."),
        PaperFigure.missing(
            "Thesis, BLEU and ROUGE",
            "Overlap with the preferred response.",
            "The ledger's prompts have no reference answers; page 15 computes both on the held-out"
                + " pairs."));
  }
}
