package org.attune;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Dangerous calls")
final class DangerousCallsTests {
  private static final Set<String> SCALARS = Set.of("mul", "div", "pow", "maximum", "minimum");

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
    noClasses()
        .that()
        .haveFullyQualifiedName("org.attune.reward.RankingLoss")
        .should()
        .callMethodWhere(onArray(SCALARS, Number.class, "a bound that is freed too early"))
        .check(HouseRulesTests.KIT);
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

  private DescribedPredicate<JavaClass> differentiated() {
    List<String> decoders =
        Arrays.asList("LlamaDecoder", "ScriptedDecoder", "TokenScores", "TokenLogProbs", "Rotary");
    return describe(
        "compute what gradients flow through",
        type ->
            Set.of("method", "reward", "train").contains(HouseRulesTests.room(type))
                || (HouseRulesTests.room(type).equals("model")
                    && decoders.contains(type.getSimpleName())));
  }
}
