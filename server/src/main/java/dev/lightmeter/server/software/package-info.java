/** Software: what is installed, what it exposes devices to, and which updates are missing. */
@NullMarked
package dev.lightmeter.server.software;

import org.jspecify.annotations.NullMarked;
