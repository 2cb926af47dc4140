/** From a request on the wire to a handler and back: routes, addresses, compression, problems. Knows no feature. */
@NullMarked
package dev.lightmeter.server.http;

import org.jspecify.annotations.NullMarked;
