/** What one caller is told is compared with what a server would tell that holds nothing else. */
@NullMarked
package dev.lightmeter.server.leak;

import org.jspecify.annotations.NullMarked;
