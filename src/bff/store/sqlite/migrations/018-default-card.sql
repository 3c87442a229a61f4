-- Which of his cards a viewer wants to be offered first, and since when; 0: he never said.
ALTER TABLE cards ADD COLUMN default_ms INTEGER NOT NULL DEFAULT 0;
