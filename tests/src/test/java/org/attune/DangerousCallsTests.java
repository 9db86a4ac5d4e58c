package org.attune;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Dangerous calls")
final class DangerousCallsTests {
  /** They bound lengths and weights by a Java number; no gradient flows there. */
  private static final Set<String> BOUNDED =
      Set.of(
          "LossBatch.meanLogRatio",
          "Reduction.sum",
          "Rrhf.lengths",
          "Rwr.loss",
          "TokenLogProbs.mean");

  private DescribedPredicate<JavaMethodCall> onArray(
      Set<String> names, Class<?> parameter, String why) {
    return describe(
        why,
        call ->
            call.getTargetOwner().isAssignableTo(NDArray.class)
                && names.contains(call.getName())
                && call.getTarget().getRawParameterTypes().size() == 1
                && call.getTarget().getRawParameterTypes().get(0).isEquivalentTo(parameter));
  }

  @Test
  @DisplayName("only the command line ends the process")
  void exit() {
    noClasses()
        .that(
            resideInAPackage("org.attune..")
                .and(DescribedPredicate.not(resideInAPackage("org.attune.cli.."))))
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(HouseRulesTests.KIT);
  }

  @Test
  @DisplayName("no Java number is multiplied into, or compared within, a differentiated expression")
  void scalars() {
    noClasses()
        .that(differentiated())
        .should()
        .callMethodWhere(
            onArray(Set.of("mul", "div", "pow"), Number.class, "a factor that is freed too early"))
        .check(HouseRulesTests.KIT);
    assertEquals(
        BOUNDED,
        callers(
            call ->
                call instanceof JavaMethodCall method
                    && onArray(Set.of("maximum", "minimum"), Number.class, "a bound").test(method)
                    && differentiated().test(call.getOriginOwner())));
  }

  @Test
  @DisplayName("no array is indexed by an array where gradients flow, since that order is chance")
  void indexing() {
    noClasses()
        .that(differentiated())
        .should()
        .callMethodWhere(onArray(Set.of("get"), NDArray.class, "an index with a chance gradient"))
        .check(HouseRulesTests.KIT);
  }

  /**
   * They turn comparisons of rewards, positions, frozen probabilities or those of experts into
   * numbers; no gradient flows there.
   */
  private static final Set<String> CONVERTERS =
      Set.of(
          "Kto.loss",
          "Fa.loss",
          "LossBatch.worse",
          "Nucleus.inside",
          "PolicyGradientBatch.behind",
          "ReadableFeedForward.share");

  @Test
  @DisplayName("nothing is converted or copied where gradients flow, which would cut them off")
  void conversions() {
    assertEquals(
        CONVERTERS,
        callers(
            call ->
                call.getTargetOwner().isAssignableTo(NDArray.class)
                    && Set.of("toType", "duplicate").contains(call.getName())
                    && differentiated().test(call.getOriginOwner())));
  }

  @Test
  @DisplayName("one class opens memory scopes, sets gradient mode and the executor's flags")
  void doors() {
    Set<String> switches =
        Set.of("setGradMode", "setGraphExecutorOptimize", "newGradientCollector", "backward");
    Set<String> openers =
        callers(
            call ->
                call.getTargetOwner().getPackageName().startsWith("ai.djl")
                    && (call.getTargetOwner().getSimpleName().equals("NDScope")
                        || switches.contains(call.getName())));
    assertEquals(
        Set.of("PyTorch", "Scope"),
        openers.stream().map(DangerousCallsTests::owner).collect(toSet()));
    assertEquals(
        Set.of("Workers.both", "Workers.take", "Workers.withThreads"),
        callers(call -> call.getName().equals("setNumThreads")));
    assertEquals(Set.of("NativeAllocator.set"), callers(call -> call.getName().equals("mallopt")));
    assertEquals(
        Set.of("Holder.start"),
        callers(call -> call.getName().equals("getEngine") && isEngine(call.getTargetOwner())));
  }

  private static boolean isEngine(JavaClass type) {
    return type.getName().equals("ai.djl.engine.Engine");
  }

  private static String owner(String caller) {
    return caller.substring(0, caller.indexOf('.'));
  }

  /** Returns {@code Class.method} of whoever calls, or constructs, what fits. */
  private static Set<String> callers(Predicate<JavaCall<?>> fits) {
    return HouseRulesTests.KIT.stream()
        .<JavaCall<?>>flatMap(
            type ->
                Stream.concat(
                    type.getMethodCallsFromSelf().stream(),
                    type.getConstructorCallsFromSelf().stream()))
        .filter(fits)
        .map(call -> call.getOriginOwner().getSimpleName() + "." + call.getOrigin().getName())
        .collect(toSet());
  }

  @Test
  @DisplayName("nothing is converted to bfloat16 by the engine, which would end the process")
  void brain() {
    List<String> readers =
        HouseRulesTests.KIT.stream()
            .flatMap(type -> type.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTarget().getName().equals("BFLOAT16"))
            .filter(
                access -> access.getTargetOwner().getName().equals("ai.djl.ndarray.types.DataType"))
            .map(Object::toString)
            .toList();
    assertEquals(List.of(), readers);
  }

  /** Where gradients flow outside of the rooms that are differentiated as a whole. */
  private static final Set<String> DECODERS =
      Set.of(
          "ChunkedHead",
          "Decoder",
          "LayerCheckpoints",
          "LayerGradients",
          "LlamaDecoder",
          "Nucleus",
          "PackedTexts",
          "ReadableConvolution",
          "ReadableFeedForward",
          "RotaryEmbedding",
          "StableMath",
          "TokenBatch",
          "TokenDistributions",
          "TokenLogProbs",
          "TorchScriptLlama",
          "ValueHead");

  /** They compute with arrays too, and no gradient flows there. */
  private static final Set<String> UNRECORDED =
      Set.of(
          "AttentionMask",
          "KeyValueCache",
          "MergedWeights",
          "PyTorch",
          "ScriptedSampling",
          "TextScorer",
          "WeightCopies",
          "WeightGradients",
          "WeightHash",
          "WeightScript",
          "Weights");

  @Test
  @DisplayName("every class below the methods that computes with arrays is watched or set apart")
  void computing() {
    Set<String> known = new TreeSet<>(DECODERS);
    known.addAll(UNRECORDED);
    assertEquals(
        known,
        HouseRulesTests.KIT.stream()
            .filter(type -> Set.of("engine", "model").contains(HouseRulesTests.room(type)))
            .filter(DangerousCallsTests::computes)
            .map(DangerousCallsTests::outermost)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static boolean computes(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().isAssignableTo(NDArray.class)
                    && call.getTarget().getRawReturnType().isAssignableTo(NDArray.class));
  }

  /** Returns the name of the class that a type stands in. */
  private static String outermost(JavaClass type) {
    return type.getEnclosingClass()
        .map(DangerousCallsTests::outermost)
        .orElseGet(type::getSimpleName);
  }

  @Test
  @DisplayName("every class that is watched by name exists, so that a renaming disarms nothing")
  void names() {
    Set<String> watched = new TreeSet<>(DECODERS);
    CONVERTERS.forEach(converter -> watched.add(owner(converter)));
    BOUNDED.forEach(method -> watched.add(owner(method)));
    Set<String> known = HouseRulesTests.KIT.stream().map(JavaClass::getSimpleName).collect(toSet());
    watched.removeAll(known);
    assertEquals(Set.of(), watched);
  }

  private DescribedPredicate<JavaClass> differentiated() {
    return describe(
        "compute what gradients flow through",
        type ->
            Set.of("method", "reward", "train").contains(HouseRulesTests.room(type))
                || (Set.of("engine", "model").contains(HouseRulesTests.room(type))
                    && DECODERS.contains(outermost(type))));
  }
}
