package dev.errata.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An API of one's own that needs what the built-in ones do not: paths, bodies and places of other kinds. */
public final class OwnCatalog {

    private OwnCatalog() {}

    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("errors"));
        Files.writeString(folder.resolve("catalog.json"), """
                {
                  "id": "shop",
                  "name": "Shop API",
                  "document": { "title": "Shop API: Errors", "read": "2026-11-22" },
                  "basePath": "/v1",
                  "envelope": {
                    "code": "/code",
                    "message": "/message",
                    "extra": { "item": "/item" },
                    "schema": {
                      "type": "object",
                      "required": ["code", "message"],
                      "properties": { "code": { "$ref": "#/$defs/text" } },
                      "$defs": { "text": { "type": "string" } }
                    }
                  },
                  "endpoints": [
                    {
                      "method": "POST",
                      "path": "/orders",
                      "response": { "status": 201, "documented": "Orders", "body": { "id": "order_1" } }
                    },
                    {
                      "method": "GET",
                      "path": "/orders/{id}",
                      "response": {
                        "status": 200,
                        "documented": "Orders",
                        "body": {
                          "id": "order_1",
                          "note": "it's here",
                          "sums": [100.0, 10.50, 1e2, -0],
                          "caf\\u00e9": "\\u0041\\/"
                        },
                        "echo": { "/id": "path.id" }
                      }
                    },
                    { "method": "DELETE", "path": "/orders/{id}", "response": { "status": 204, "documented": "Orders" } }
                  ],
                  "errors": ["OUT_OF_STOCK", "GONE"]
                }
                """);
        Files.writeString(folder.resolve("errors/OUT_OF_STOCK.json"), """
                {
                  "description": "Nothing is left of an item.",
                  "status": { "value": 409, "documented": "Status codes" },
                  "code": { "value": "OUT_OF_STOCK", "documented": "Error codes" },
                  "scenarios": [
                    {
                      "id": "out-of-stock",
                      "description": "The last item was sold before the order came.",
                      "request": { "method": "POST", "path": "/orders", "body": { "item": "say \\"{{hi}}\\" <b>", "price": 9.90 } },
                      "trigger": {
                        "priority": 7,
                        "requests": [
                          {
                            "method": "POST",
                            "urlPath": "/orders",
                            "bodyPatterns": [{ "matchesJsonPath": "$.item" }]
                          }
                        ]
                      },
                      "response": {
                        "inferred": "The document describes the fields but shows no example.",
                        "body": { "code": "OUT_OF_STOCK", "message": "Nothing is left", "item": "sold_out" },
                        "echo": { "/item": "body.item" }
                      }
                    }
                  ]
                }
                """);
        Files.writeString(folder.resolve("errors/GONE.json"), """
                {
                  "description": "The order is gone.",
                  "status": { "value": 410, "documented": "Status codes" },
                  "code": { "value": "GONE", "documented": "Error codes" },
                  "scenarios": [
                    {
                      "id": "gone",
                      "description": "The order was deleted.",
                      "request": { "method": "GET", "path": "/orders/gone%20for%20good?x=1" },
                      "trigger": { "priority": 3, "requests": [{ "urlPathPattern": "/orders/gone.*" }] },
                      "response": { "documented": "Gone", "body": { "code": "GONE", "message": "Gon\\u0065" } }
                    }
                  ]
                }
                """);
        return folder;
    }
}
