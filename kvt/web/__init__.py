"""What is served beside Streamlit, on its port."""
