/** The description of the API: an OpenAPI document and a page for people, both made from the routes. */
@NullMarked
package dev.lightmeter.server.openapi;

import org.jspecify.annotations.NullMarked;
