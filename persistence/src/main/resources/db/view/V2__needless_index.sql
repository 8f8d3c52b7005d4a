-- Nothing asks by an order's id, and ids are random: for each line a page of this index was written anew.
drop index view_receipts_order;
