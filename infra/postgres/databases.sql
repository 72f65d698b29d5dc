-- The databases of the services beside the first, which the image makes itself; text is ordered as in SQLite.
CREATE DATABASE scoring TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
CREATE DATABASE nomination TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
