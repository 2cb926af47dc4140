/** What a device, a finding, a threat and a score are, and the formula. Needs only the JDK. */
@NullMarked
package dev.lightmeter.core;

import org.jspecify.annotations.NullMarked;
