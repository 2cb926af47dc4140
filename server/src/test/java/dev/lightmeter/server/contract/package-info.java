/** What the Defender API answers, as a table, and how an answer is held to it. */
@NullMarked
package dev.lightmeter.server.contract;

import org.jspecify.annotations.NullMarked;
