"""The ledgers that offices ask for, produced from the records of the center: nobody types them twice."""
