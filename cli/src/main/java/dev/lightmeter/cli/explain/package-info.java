/** Why a score is what it is, what to do first, what would be, and sums of several sites: answers as tables, JSON or CSV. */
@NullMarked
package dev.lightmeter.cli.explain;

import org.jspecify.annotations.NullMarked;
