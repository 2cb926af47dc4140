/** REST API, sign-in, scheduled jobs. */
@NullMarked
package dev.lightmeter.server;

import org.jspecify.annotations.NullMarked;
