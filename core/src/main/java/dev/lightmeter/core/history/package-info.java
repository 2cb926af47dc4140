/** How scores came to be what they are: sums of device groups, what moved them, and waterfalls between two moments. */
@NullMarked
package dev.lightmeter.core.history;

import org.jspecify.annotations.NullMarked;
