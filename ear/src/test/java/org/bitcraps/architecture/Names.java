package org.bitcraps.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.regex.Pattern;

/** W7: a name says what a thing is, not that it does something with something. */
final class Names {

  private static final Pattern EMPTY_WORDS =
      Pattern.compile("Abstract.*|.*(Manager|Helper|Util|Impl|Base|Handler)");

  static final Wall WALL =
      Wall.of(
          "W7 no Manager, Helper, Util, Impl, Base, Handler, Abstract",
          noClasses()
              .that()
              .resideInAPackage("org.bitcraps..")
              .should(
                  be(
                      describe(
                          "named by an empty word",
                          (JavaClass type) ->
                              EMPTY_WORDS.matcher(type.getSimpleName()).matches()))));

  private Names() {}
}
