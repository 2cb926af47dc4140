/** The part of OData's query language that the API speaks. */
@NullMarked
package dev.lightmeter.server.odata;

import org.jspecify.annotations.NullMarked;
