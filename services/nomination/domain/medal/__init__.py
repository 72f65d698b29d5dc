"""The commemorative medal “Vì sự nghiệp Bảo hiểm xã hội” (kỷ niệm chương)."""
