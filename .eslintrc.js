const path = require('node:path');

module.exports = {
  root: true,
  plugins: ['notice'],
  rules: {
    'notice/notice': [
      'error',
      { templateFile: path.join(__dirname, 'scripts', 'copyright-header.txt') },
    ],
  },
};
