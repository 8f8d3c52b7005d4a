/**
 * JMH benchmarks of the pure rooms; results with commit and machine in {@code bench/RESULTS.md}.
 *
 * <p>Belongs here: measurements. Does not belong here: tests, or anything the product runs. Run
 * them with {@code ./mvnw -pl bench -am package -DskipTests} and {@code java -jar
 * bench/target/bitcraps-bench-*.jar}.
 */
package org.bitcraps.bench;
