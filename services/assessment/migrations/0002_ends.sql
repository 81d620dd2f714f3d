-- First and last day of an organisation, where the registry names them.
ALTER TABLE organisation ADD valid_from date, ADD valid_to date;
