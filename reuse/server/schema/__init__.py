"""What goes in and out, as the OpenAPI description says it; what comes in is checked by it too."""
