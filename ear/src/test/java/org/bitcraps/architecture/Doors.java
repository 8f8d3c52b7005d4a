package org.bitcraps.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** W4: the vote key, the journal and the crypto providers each have one door. */
final class Doors {

  private static final String SAFETY_RULES = "org.bitcraps.protocol.safety.SafetyRules";

  private static final Pattern PROVIDERS =
      Pattern.compile(
          String.join(
              "|",
              "(org\\.bouncycastle|software\\.amazon|com\\.amazon\\.corretto|org\\.conscrypt)\\..*",
              "java\\.security\\.(Signature|KeyFactory|KeyPairGenerator|Provider|Security)",
              "java\\.security\\.Provider\\$.*"));

  static final List<Wall> WALLS =
      List.of(
          Wall.of(
              "W4 only SafetyRules signs for a validator",
              noClasses()
                  .that()
                  .resideInAnyPackage("org.bitcraps.protocol..", "org.bitcraps.node..")
                  .and()
                  .doNotHaveFullyQualifiedName(SAFETY_RULES)
                  .should()
                  .accessTargetWhere(calls("org.bitcraps.evidence.keys.Signer", Set.of("sign")))),
          Wall.of(
              "W4 only the output runner appends to the journal",
              noClasses()
                  .that()
                  .resideOutsideOfPackages("org.bitcraps.node.loop..", "org.bitcraps.simulator..")
                  .should()
                  .accessTargetWhere(
                      calls("org.bitcraps.protocol.port.Journal", Set.of("append", "force")))),
          Wall.of(
              "W4 of the product only crypto sees a provider",
              noClasses()
                  .that()
                  .resideInAPackage("org.bitcraps..")
                  .and()
                  // The checker is no part of it, and may not borrow crypto's.
                  .resideOutsideOfPackages("org.bitcraps.crypto..", "org.bitcraps.checker..")
                  .should()
                  .dependOnClassesThat(
                      describe(
                          "bring or choose a provider",
                          type -> PROVIDERS.matcher(type.getName()).matches()))));

  private Doors() {}

  /** Calls and method references from outside the called type itself. */
  private static DescribedPredicate<JavaAccess<?>> calls(String owner, Set<String> methods) {
    return describe(
        "calls " + owner + "." + methods,
        access -> {
          JavaClass target = access.getTargetOwner();
          return methods.contains(access.getTarget().getName())
              && target.isAssignableTo(owner)
              && !access.getOriginOwner().equals(target);
        });
  }
}
