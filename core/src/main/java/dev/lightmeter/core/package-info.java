/**
 * The words of the domain as values that cannot be wrong: device value, severity, threat facts, software, finding path,
 * exception, control, level. Needs only the JDK; {@code docs/scoring.md} section 1 is the glossary.
 */
@NullMarked
package dev.lightmeter.core;

import org.jspecify.annotations.NullMarked;
