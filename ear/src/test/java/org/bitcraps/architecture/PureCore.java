package org.bitcraps.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * W3: what decides and proves has no clock, randomness, threads, I/O, logging, floating point, and
 * iterates in one order on every JVM.
 *
 * <p>Byte code shows fields, parameters, results and calls, not the types of local variables: a
 * {@code double} that never leaves one method is not seen, unless something is called with it.
 */
final class PureCore {

  /** Types that may not be touched at all; full names, matched from the beginning. */
  private static final Pattern TYPES =
      Pattern.compile(
          String.join(
              "|",
              "java\\.util\\.(HashMap|HashSet|Hashtable|IdentityHashMap|WeakHashMap)",
              "java\\.util\\.(Random|SplittableRandom|UUID|Timer|TimerTask|Scanner)",
              "java\\.util\\.(random|concurrent|logging)\\..*",
              "java\\.security\\.SecureRandom",
              "java\\.time\\.Clock",
              "java\\.lang\\.(Thread|ThreadLocal|ThreadGroup|InheritableThreadLocal|ScopedValue)",
              "java\\.lang\\.(Process|ProcessBuilder|ProcessHandle|Runtime|System\\$Logger)",
              "java\\.io\\.(?!Serializable$|ByteArray(In|Out)putStream$).*",
              "java\\.nio\\.(file|channels)\\..*",
              "java\\.net\\..*",
              "(org\\.slf4j|org\\.jboss\\.logging|org\\.apache\\.(logging|commons\\.logging))\\..*"));

  /**
   * Members of otherwise harmless types: {@code owner.member}, or with the number of parameters.
   */
  private static final Pattern MEMBERS =
      Pattern.compile(
          String.join(
              "|",
              "java\\.lang\\.System\\.(?!arraycopy/).*",
              "java\\.lang\\.Math\\.random/.*",
              "java\\.time\\.[A-Za-z]+\\.now/.*",
              "java\\.util\\.Set\\.(of|copyOf)/.*",
              "java\\.util\\.Map\\.(of|copyOf|ofEntries)/.*",
              "java\\.util\\.Collections\\.shuffle/.*",
              "java\\.util\\.[A-Za-z]+\\.parallelStream/.*",
              "java\\.util\\.stream\\.[A-Za-z]+\\.parallel/.*",
              "java\\.util\\.stream\\.Collectors\\.to(Unmodifiable)?Set/.*",
              "java\\.util\\.stream\\.Collectors\\.toMap/[23]",
              "java\\.util\\.stream\\.Collectors\\.toUnmodifiableMap/.*",
              "java\\.util\\.stream\\.Collectors\\.groupingBy/[12]",
              "java\\.lang\\.Object\\.(wait|notify|notifyAll)/.*"));

  static final Wall WALL =
      Wall.of(
          "W3 the core has no clock, chance, threads, I/O, floats or unordered iteration",
          classes()
              .that()
              .resideInAnyPackage("org.bitcraps.evidence..", "org.bitcraps.protocol..")
              .should(
                  new ArchCondition<>("be a function of its inputs") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                      inspect(type, events);
                    }
                  }));

  private PureCore() {}

  private static void inspect(JavaClass type, ConditionEvents events) {
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      if (TYPES.matcher(target.getName()).matches()) {
        violated(events, dependency, dependency.getDescription());
      }
    }
    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
      if (MEMBERS.matcher(member(access.getTarget())).matches() || floats(access.getTarget())) {
        violated(events, access, access.getDescription());
      }
    }
    for (JavaField field : type.getFields()) {
      if (floating(field.getRawType())) {
        violated(events, field, field.getDescription() + " is a floating-point number");
      }
    }
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      if (floating(unit.getRawReturnType()) || anyFloating(unit.getRawParameterTypes())) {
        violated(events, unit, unit.getDescription() + " speaks of floating-point numbers");
      }
    }
  }

  private static String member(AccessTarget target) {
    String name = target.getOwner().getName() + "." + target.getName();
    return target instanceof CodeUnitAccessTarget unit
        ? name + "/" + unit.getRawParameterTypes().size()
        : name;
  }

  private static boolean floats(AccessTarget target) {
    return switch (target) {
      case CodeUnitAccessTarget unit ->
          floating(unit.getRawReturnType()) || anyFloating(unit.getRawParameterTypes());
      case AccessTarget.FieldAccessTarget field -> floating(field.getRawType());
      default -> false;
    };
  }

  private static boolean anyFloating(List<JavaClass> types) {
    return types.stream().anyMatch(PureCore::floating);
  }

  private static boolean floating(JavaClass type) {
    return switch (type.getBaseComponentType().getName()) {
      case "double", "float", "java.lang.Double", "java.lang.Float" -> true;
      default -> false;
    };
  }

  private static void violated(ConditionEvents events, Object where, String message) {
    events.add(SimpleConditionEvent.violated(where, message));
  }
}
