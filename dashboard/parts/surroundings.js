// Streamlit's page says that it is English: fonts and screen readers have to know better.
export default function ({ data }) {
  document.documentElement.lang = data.language;
}
