"""Terms found in contracts: each with quotation, clause, page and confidence; a doubt is a conflict, never a guess."""
