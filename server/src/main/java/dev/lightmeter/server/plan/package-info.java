/** What to do first: a sequence of recommendations under a budget. */
@NullMarked
package dev.lightmeter.server.plan;

import org.jspecify.annotations.NullMarked;
